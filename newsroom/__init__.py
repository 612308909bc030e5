"""A hostile Arabic newsroom on loopback, for `warraq demo` and the tests; its reports are invented."""
