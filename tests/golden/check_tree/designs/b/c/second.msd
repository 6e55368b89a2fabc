// Found by its folder, after those of `a`.
design twins uses interview {}
