/* A service that cannot start, and says why in its log only. */
process.stderr.write("the cellar is flooded\n")
process.exit(3)
