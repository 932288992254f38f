package weak

import (
	"crypto/sha256"
	"strconv"
)

// published are secrets that are printed in documentation, tutorials, templates,
// default configurations or standards. What a text encodes counts like the text.
var published = []string{
	// Frameworks and servers.
	"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf", // Flask quickstart
	"_5#y2L\"F4Q8z\n\xec]/", // Flask quickstart, earlier
	"09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7", // FastAPI tutorial
	"CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET",                             // Superset (CVE-2023-27524)
	"CHANGE_ME_SECRET_KEY", "YOUR_OWN_RANDOM_GENERATED_SECRET_KEY", "TEST_NON_DEV_SECRET", "thisISaSECRET_1234",
	"\x02\x01thisismyscretkey\x01\x02\\e\\y\\y\\h",
	"ThisTokenIsNotSoSecretChangeIt",               // Symfony
	"46BKJoQYlPPOexq0OhDZnIlNepKFf87WFwLbfzqDDho=", // Airflow in Docker
	"81HqDtbqAywKSOumSha3BhWNOdQ26slT6K0YaZeZyPs=", // Airflow in Compose
	"keyboard cat keyboard cat", "keyboardcatkeyboardcat",
	"SomeRandomString", "base64:U29tZVJhbmRvbVN0cmluZw==", // Laravel
	"SW2YcwTIb9zpOOhoPsMm",                                             // Grafana
	"n8n-encryption-key-change-me",                                     // n8n
	"super-secret-jwt-token-with-at-least-32-characters-long",          // Supabase
	"yZ0Ue4Aa5J3lLF0iDAYKJVYhfzQV5Dy8ZgJr2hO8kBk", "topsecretkey12345", // tutorials
	// JSON Web Tokens.
	"a-string-secret-at-least-256-bits-long", "your-256-bit-secret", "your-384-bit-secret", "your-512-bit-secret",
	"404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",                       // Spring tutorials
	"5367566B59703373367639792F423F4528482B4D6251655468576D5A71347437",                       // Spring tutorials
	"413F4428472B4B6250655368566D5970337336763979244226452948404D6351",                       // Spring tutorials
	"586E3272357538782F413F4428472B4B6250655368566B597033733676397924",                       // Spring tutorials
	"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow", // RFC 7515
	"GawgguFyGrWKav7AX4VKUg", "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg", // RFC 7516, 7517
	// Fernet, Go libraries and documentation.
	"cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", // the Fernet specification
	"something-very-secret", "32-byte-long-auth-key", "a-32-byte-long-key-goes-here", "secret-thirty-2-character-string",
	"the-key-has-to-be-32-bytes-long!", "AES256Key-32Characters1234567890", "my32digitkey12345678901234567890",
	"6368616e676520746869732070617373776f726420746f206120736563726574",     // crypto/cipher: "change this password to a secret"
	"6368616e676520746869732070617373", "6578616d706c65206b65792031323334", // crypto/cipher
	"passphrasewhichneedstobe32bytes!", "passphrasewhichneedstobe32bytes", "thisis32bitlongpassphraseimusing",
	"N1PCdw3M2B1TfJhoaY2mL736p2vCUc47", "abc&1*~#^2^#s0^=)^^7%b34", // tutorials of encryption in Go
	// Standards' test vectors.
	"2b7e151628aed2a6abf7158809cf4f3c", "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
	"8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
	"feffe9928665731c6d6a8f9467308308", "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
	"1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0", // RFC 8439
	// What people write until there is a key.
	"yoursecretkeyhere", "yourverysecretkey", "averysecretsecretkey", "verysecretkey", "supersecretkey", "thisisasecretkey",
	"thisisaverysecretkey", "mysupersecretkey", "changethissecret", "changemechangeme", "changemeinproduction", "replacewithyoursecret",
	"aes256key32characters1234567890", "notasecretnotasecret", "0123456789abcdef0123456789abcdef", "0123456789abcdef",
	"abcdefghijklmnopqrstuvwxyz", "00112233445566778899aabbccddeeff", "deadbeefdeadbeefdeadbeefdeadbeef", "cafebabecafebabecafebabecafebabe",
}

// placeholders are what generators put before a secret that is meant to be
// replaced.
var placeholders = []string{"djangoinsecure", "changeme", "changethis", "replaceme", "replacethis", "yoursecret", "insertyour", "example", "todochange"}

var publishedTexts, publishedBytes = index()

func index() (texts, plain map[string]bool) {
	texts, plain = map[string]bool{}, map[string]bool{}
	for _, text := range published {
		if t := fold([]byte(text)); len(t) >= MinSecret {
			texts[t] = true
		}
		plain[text] = true
		for _, b := range decodings([]byte(text)) {
			if len(b) >= MinSecret {
				plain[string(b)] = true
			}
		}
	}
	for n := 1; n <= VectorKeys; n++ {
		key := VectorKey(n)
		plain[string(key[:])] = true
	}
	return texts, plain
}

// VectorKeys is the number of keys in docs/wire.md.
const VectorKeys = 2

// VectorKey is the n-th key of the test vectors in docs/wire.md.
func VectorKey(n int) [KeySize]byte {
	return sha256.Sum256([]byte("signedcodec test vector key " + strconv.Itoa(n)))
}
