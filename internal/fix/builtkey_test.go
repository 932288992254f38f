package fix

import "testing"

func TestIsKeyPattern(t *testing.T) {
	for pattern, want := range map[string]bool{
		"%token:%s": true, "+grant:": true, "+user_session-": true, "%reset/%s": true,
		"+Bearer ": false, "%cannot find %s": false, "%https://api.example.com/%s": false, "+x": false, "+token": false, "%<b>%s": false,
	} {
		if isKeyPattern(pattern) != want {
			t.Errorf("%q: want %v", pattern, want)
		}
	}
}
