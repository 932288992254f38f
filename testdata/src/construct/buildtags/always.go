//go:build !never

package buildtags

func pick(s string) string  { return s }
func clean(s string) string { return "clean" }
