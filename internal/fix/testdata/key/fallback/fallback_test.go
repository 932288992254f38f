package fallback

import (
	"os"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	want := os.Getenv("FIXED_KEY")
	if string(Secret()) != want || Assigned() != want || either != want || string(Helped()) != want {
		t.Error("not the key of the environment")
	}
	if getenv("", "x") != "x" {
		t.Error("getenv")
	}
}

func TestRefused(t *testing.T) {
	t.Setenv("FIXED_KEY", "")
	for name, read := range map[string]func(){"Secret": func() { Secret() }, "Assigned": func() { Assigned() }, "Helped": func() { Helped() }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s goes on without a key", name)
				}
			}()
			read()
		}()
	}
}
