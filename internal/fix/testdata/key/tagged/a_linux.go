// Package tagged has a file for one system.
package tagged

// System is the name of the system.
const System = "linux"
