package signingkey

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says how to get a key or random text.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	first := f.Flow.Trace[0]
	elsewhere := first.Position.IsValid()
	if elsewhere {
		p.Say("The value is made in %s:%d, and has to change there.", first.Position.Filename, first.Position.Line)
	}
	switch f.Variant {
	case weakRandom, predictableID:
		if !elsewhere {
			p.Instead(first.Pos)
		}
		p.Code("b := make([]byte, 32)", "rand.Read(b) // crypto/rand, which never fails", "text := base64.RawURLEncoding.EncodeToString(b)")
	case short:
		p.Say("Make the key of 32 random bytes:").Code("key := make([]byte, 32)", "rand.Read(key) // crypto/rand")
	case unset:
		p.Say("Where the settings are read, refuse to start without the key:").
			Code("if len(key) < 16 {", fmt.Sprintf("\tlog.Fatal(%q)", "set the key to at least 16 random bytes"), "}")
	default:
		if !elsewhere {
			p.Instead(first.Pos)
		}
		p.Code("key := os.Getenv(\"SIGNING_KEY\")", "if len(key) < 16 {", fmt.Sprintf("\tlog.Fatal(%q)", "set SIGNING_KEY to at least 16 random bytes"), "}").
			Say("at start-up, where the program reads its settings, and hand the key on from there.")
	}
	return p.String()
}
