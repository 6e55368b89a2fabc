design hidden uses interview {}
