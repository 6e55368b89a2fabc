design d uses triage {}
