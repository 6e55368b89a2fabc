design d uses triage {
 report a "x" {}
}
