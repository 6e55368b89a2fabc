namespace msd {}
