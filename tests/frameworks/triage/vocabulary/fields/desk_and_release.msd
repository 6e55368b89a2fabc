/// How many people can be called at night.
field desk.on_call "On call" : int 0 .. 40
  given from "rota" as external  default 1
  step 1

/// The layers that somebody at the desk knows.
field desk.known_layers "Known layers" : set of layer
  chosen from on_call  default {}
  step 1

/// How mature the build is.
field release.channel "Channel" : channel
  given from "calendar" as external
  step 1
  ask "does this build go out nightly, as a beta, or as the stable one?"

/// How long it is until the next one goes out.
field release.time_left "Time left" : decimal 0 d .. 90 d
  given from "calendar" as external
  step 1
  ask "in how many days does the next build go out?"

/// Requests that it serves.
field release.traffic "Traffic" : decimal 0 /s .. 500 k/s
  given from "dashboard" as external
  step 1
  ask "how many requests does it serve?"

/// What people download.
field release.download "Download" : optional decimal 0 B .. 4 GB
  given  step 1

/// The share of requests that may fail.
field release.error_budget "Error budget" : decimal 0 % .. 5 %
  chosen from traffic, channel
  step 3
  ask "which share of requests may fail?"

/// Whether only the worst may still be mended in it.
field release.frozen "Frozen?" : bool "Frozen" "Open"
  derived from channel, time_left
  step 3
