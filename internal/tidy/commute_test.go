package tidy

import "testing"

func TestCommute(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"\n\t\"errors\"", "\n\t\"io\"", true},
		{"import \"errors\"\n", "import mac \"crypto/hmac\"\n", true},
		{"\n// f is new.\nfunc f() {}\n", "\nfunc g() {}\n", true},
		{"var a = 1\n\n", "var b = 2\n\n", true},
		{"\n\n// f is new.\nfunc f() {}", "\n\nfunc g() {}", true},
		{"\n\tif a {\n\t\treturn\n\t}", "\n\tif b {\n\t\treturn\n\t}", true},
		{"\n\t\"errors\"", "\nfunc g() {}\n", false},
		{"f(", "g(", false},
		{"\n\tif err != nil {\n\t\treturn err\n\t}", "\n\tclose()", false},
		{"// a comment", "// another", false},
		{"\n// f signs.\nfunc f() {}\n", "\n// f encrypts.\nfunc f() {}\n", false},
	} {
		if got := Commute(test.a, test.b); got != test.want {
			t.Errorf("Commute(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
