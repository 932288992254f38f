package weakverify

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// nextSealed says how to encrypt with authentication, in both directions.
func nextSealed(pass *analysis.Pass, f rule.Finding) string {
	return fix.New(pass).Plan().Say("Where the text is encrypted, write").
		Code("aead, err := cipher.NewGCM(block)", "if err != nil {", "\treturn nil, err", "}", "nonce := make([]byte, aead.NonceSize())", "rand.Read(nonce) // crypto/rand", "sealed := aead.Seal(nonce, nonce, plain, nil)").
		Instead(f.SinkPlaces()...).
		Code("if len(sealed) < aead.NonceSize() {", "\treturn nil, errors.New(\"too short\")", "}", "plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)").
		Say("Where another party dictates the cipher, check its signature over the cipher text before this line.").String()
}

// nextKeyed says how to make a MAC of a hash.
func nextKeyed(pass *analysis.Pass, f rule.Finding) string {
	places := f.SinkPlaces()
	if first := f.Flow.Trace[0]; !first.Position.IsValid() {
		places = append(places, first.Pos)
	}
	return fix.New(pass).Plan().Say("Make a MAC in place of the hash, here and where the value is written:").
		Code("mac := hmac.New(sha256.New, key) // from the environment", "mac.Write(data)", "sum := mac.Sum(nil)").
		Instead(places...).
		Code("if !hmac.Equal(mac.Sum(nil), given) {").
		Say("Where another party dictates the hash, compare at least in constant time.").String()
}

// nextFirst says how to verify first.
func nextFirst(pass *analysis.Pass, f rule.Finding) string {
	return fix.New(pass).Plan().Say("%s has decoded the %s before this line looks at the signature:", f.Flow.Kind, f.Flow.Source).
		Instead(f.Site.Pos).Code("the same, above the decode; read into memory first what is now decoded from a stream").String()
}

// nextSame says how to verify what is decoded.
func nextSame(pass *analysis.Pass, f rule.Finding) string {
	return fix.New(pass).Plan().Say("Sign and verify all that is read afterwards, not the id or the header alone.").
		Instead(f.Site.Pos).Code("the same with the bytes that " + f.Flow.Kind + " decodes, and sign those where the " + f.Flow.Source + " is written").String()
}

// nextDropped says how to stop.
func nextDropped(pass *analysis.Pass, f rule.Finding) string {
	return fix.New(pass).Plan().Instead(f.Site.Pos).Code("the same, with a result of the function that tells its callers that the verification failed").String()
}

// nextCompare says how to compare in constant time.
func nextCompare(pass *analysis.Pass, f rule.Finding) string {
	return fix.New(pass).Plan().Instead(f.SinkPlaces()...).Equal(f.SinkPlaces()...).String()
}
