// Package buildtags has files that the build leaves out.
package buildtags

import "example.com/kinds"

func both() {
	kinds.Sink(pick(kinds.Source())) // @source(both) @sink(both)
	kinds.Sink(clean(kinds.Source()))
}
