// The bodies do not matter: the engine cannot see them.
