package secretcache

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says how to keep the secret out of the cache, or unreadable in it.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	switch {
	case inKeys(f):
		p.Say("Put a keyed hash into the key in place of the secret, here and in every other place that builds the key:").
			Code("key := redact.CacheKey(r) // of a request: method, URL and credential, hashed").
			Say("or, of a text:").
			Code("name := signer.Name(secret) // var signer = signedcodec.Must(signedcodec.FromEnv(\"SIGNEDCODEC_KEY\"), \"entries\")").
			Instead(f.SinkPlaces()...).
			Code("the same with that key")
	case strings.HasPrefix(f.Flow.Kind, "written-"):
		p.Say("If nobody reads the secret back, leave its field out where the type is declared:").
			Code("`json:\"-\"`").
			Say("If it is needed, encrypt the bytes where they are stored, and open them where they are read:").
			Instead(f.SinkPlaces()...).
			Code(sealed...)
	case strings.HasSuffix(f.Flow.Kind, "secrets"):
		p.Instead(f.SinkPlaces()...).
			Code("the same with redact.Header(h) or redact.URL(u) in place of what may hold the credential")
	default:
		p.Say("If nobody reads the secret back, do not store it. If it is needed, encrypt it where it is stored, and open it where it is read:").
			Instead(f.SinkPlaces()...).
			Code(sealed...)
	}
	return p.String()
}

// sealed encrypts text before it is stored.
var sealed = []string{
	"sealed, err := entries.For(key).SignText([]byte(secret)) // var entries = signedcodec.Must(signedcodec.FromEnv(\"SIGNEDCODEC_KEY\"), \"entries\", signedcodec.WithEncryption())",
	"// the same with sealed in place of the secret; where it is read:",
	"secret, err := entries.For(key).VerifyText(text)",
}
