//go:build never

package buildtags

import "example.com/kinds"

func pick(s string) string { return "clean" }

func clean(s string) string {
	kinds.Sink(s)
	return s
}
