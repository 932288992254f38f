package weak

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

// Every published secret is known in every form in which it can reach a caller.
func TestPublishedInAllForms(t *testing.T) {
	for _, text := range published {
		forms := map[string][]byte{"as printed": []byte(text), "upper case": []byte(strings.ToUpper(text)), "with a newline": []byte(text + "\n")}
		if len(fold([]byte(text))) < MinSecret && len(text) >= 8 {
			forms = map[string][]byte{"as printed": []byte(text)} // too short to be accepted anyhow
		}
		for i, b := range decodings([]byte(text)) {
			if len(b) >= MinSecret {
				forms["decoded "+string(rune('0'+i))] = b
			}
		}
		for form, b := range forms {
			if form == "upper case" && strings.ToLower(text) == text {
				b = []byte(strings.ToUpper(text))
			}
			for again, c := range map[string][]byte{
				"": b, ", in hex": []byte(hex.EncodeToString(b)), ", in base64": []byte(base64.StdEncoding.EncodeToString(b)), ", in base64url": []byte(base64.RawURLEncoding.EncodeToString(b)),
			} {
				if form == "with a newline" && again != "" {
					continue
				}
				if !Published(c) {
					t.Errorf("%q %s%s is not known", text, form, again)
				}
			}
		}
	}
	for n := 1; n <= VectorKeys; n++ {
		key := VectorKey(n)
		if !Published(key[:]) || !Published([]byte(hex.EncodeToString(key[:]))) {
			t.Errorf("key %d of the test vectors is not known", n)
		}
	}
}

func TestGuessableSecrets(t *testing.T) {
	for _, secret := range []string{
		"correct horse battery staple", "correcthorsebatterystaple", "CorrectHorseBatteryStaple1", "password12345678", "iloveyouiloveyou",
		"qwertyuiopasdfgh", "letmeinletmeinletmein", "administrator123!", "P@ssw0rdP@ssw0rd", "summer2024winter2025", "football-baseball-1999",
		"my super secret key!", "this-is-a-very-long-secret", "MySecretApplicationKey", "jwt-signing-secret-2024", "1qaz2wsx3edc4rfv", "abcdefgh12345678",
		"princess.sunshine.angel", "the quick brown fox", "hunter2hunter2hunter2", "supersecretsessionkey!!", "aaaabbbbccccdddd1111", "companyname-production",
	} {
		if Secret([]byte(secret)) == "" {
			t.Errorf("%q passes, worth %.0f bits", secret, guessBits(secret))
		}
	}
}

// The tests for weakness must not refuse what random generation gives, nor long
// passphrases of words drawn at random.
func TestRandomSecretsAreAccepted(t *testing.T) {
	for range 3000 {
		b := make([]byte, 32)
		_, _ = rand.Read(b)
		if problem := Key(b); problem != "" {
			t.Fatalf("%x: %s", b, problem)
		}
		for _, secret := range [][]byte{b[:16], []byte(hex.EncodeToString(b[:16])), []byte(hex.EncodeToString(b)), []byte(base64.RawStdEncoding.EncodeToString(b[:18])), []byte(rand.Text())} {
			if problem := Secret(secret); problem != "" {
				t.Fatalf("%q: %s (%.0f bits)", secret, problem, guessBits(string(secret)))
			}
		}
	}
	for _, secret := range []string{
		"b7Qz!p0kW3eR9tY2uI5o", "#k4v!u9h2$m8x@1z_l0w", "clamor-ibex-vouch-tundra-plinth-oboe-quaff", "5c1f7d0c1e1c4c0fa5c2b3f1a4d1e7f0",
	} {
		if problem := Secret([]byte(secret)); problem != "" {
			t.Errorf("%q: %s (%.0f bits)", secret, problem, guessBits(secret))
		}
	}
}
