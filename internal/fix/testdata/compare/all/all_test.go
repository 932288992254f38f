package all

import (
	"encoding/hex"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	b, good, bad := []byte("x"), sum([]byte("x")), sum([]byte("y"))
	for _, ok := range []bool{true, false} {
		sig := good
		if !ok {
			sig = bad
		}
		text := hex.EncodeToString(sig)
		for i, got := range []bool{
			Strings(b, text), !Different(b, text), !Equal(b, sig), Deep(b, sig), !Compared(b, string(sig)), Zero(b, sig), Converted(b, sig), Arrays(b, [32]byte(sig)), Fold(b, strings.ToUpper(text)),
		} {
			if got != ok {
				t.Errorf("%d: got %v, want %v", i, got, ok)
			}
		}
	}
}
