//go:build unix

package tagged

// Root is where paths begin.
const Root = "/"
