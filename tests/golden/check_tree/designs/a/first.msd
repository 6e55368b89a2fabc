design twins uses interview {}
