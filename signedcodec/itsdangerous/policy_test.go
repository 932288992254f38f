package itsdangerous

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// In FIPS 140-only mode package crypto panics when SHA-1 or a short key is used. The constructors turn that into an error,
// and what the mode allows works. The mode is chosen when a program starts, so the test starts itself.
func TestFIPSOnly(t *testing.T) {
	if os.Getenv("ITSDANGEROUS_FIPS_CHILD") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPSOnly$", "-test.v")
		cmd.Env = append(os.Environ(), "ITSDANGEROUS_FIPS_CHILD=1", "GODEBUG=fips140=only")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	s := signer(t)
	if got, err := s.Unsign(s.Sign([]byte("v"))); err != nil || string(got) != "v" {
		t.Errorf("SHA-256: %q, %v", got, err)
	}
	for name, opts := range map[string][]Option{
		"digest":          {WithDigest(SHA1)},
		"fallback digest": {WithFallbackDigests(SHA1)},
		"short secret":    {WithFallbackSecrets([]byte("short")), WithDerivation(HMAC), AllowWeakSecrets()},
	} {
		if s, err := NewSigner(secret, opts...); err == nil || s != nil || !strings.Contains(err.Error(), "policy") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
