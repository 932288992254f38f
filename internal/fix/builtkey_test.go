package fix

import "testing"

func TestIsKeyPattern(t *testing.T) {
	for pattern, want := range map[string]bool{
		"%token:%s": true, "+grant:\x00": true, "+user_session-\x00": true, "%reset/%s": true,
		"+Bearer \x00": false, "%cannot find %s": false, "%https://api.example.com/%s": false, "+x": false, "+token\x00": false, "%%s:%d:reset": true, "+\x00:profile": true, "%a=%s&b=%s": false, "%%s:%s": false, "%<b>%s": false,
	} {
		if isKeyPattern(pattern) != want {
			t.Errorf("%q: want %v", pattern, want)
		}
	}
}
