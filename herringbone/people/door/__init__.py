"""The door: how somebody proves who they are. allauth does the work; here stand its adapters, words and looks."""
