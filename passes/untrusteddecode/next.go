package untrusteddecode

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says what to do by hand, by what the decoder does with hostile input.
func next(pass *analysis.Pass, f rule.Finding) string {
	b := fix.New(pass)
	d := b.DecodeAt(f.SinkPlaces()...)
	if d.Target == "" {
		d.Target = "&v"
	}
	p := b.Plan()
	switch f.Site.Kind {
	case "parser":
		return p.Say("The parser crashes on input that is made for it. Run it where that does no harm: in a process of its own, with a limit on memory and time.").String()
	case "unhardened":
		signed(p, b, d, f)
	default:
		bounded(p, d, f)
	}
	if intoAny(f.Site, f.Flow) {
		p.Say("The target takes whatever the input says. Declare what is read of it, and decode into that:").Code("type request struct {", "\t// the fields that the code below reads", "}")
	}
	return p.String()
}

// signed adds advice for a decoder that must read only what the program wrote.
func signed(p *fix.Plan, b *fix.Builder, d fix.Decode, f rule.Finding) {
	p.Say("If the other side is yours, sign what it sends and verify it here. Both sides declare").
		Code(fmt.Sprintf("var messages = signedcodec.Must(signedcodec.FromEnv(%q), %q, signedcodec.WithMaxAge(time.Minute), signedcodec.WithFormat(signedcodec.Gob))", fix.KeyVariable, "messages")).
		Say("The other side writes").Code("data, err := messages.Marshal(v)").
		Instead(f.SinkPlaces()...)
	data := d.Data
	if data == "" {
		data = "data"
		if d.Reader != "" {
			p.Code(fmt.Sprintf("data, err := io.ReadAll(io.LimitReader(%s, 1<<20))", d.Reader), "if err != nil {", "\treturn err", "}")
		}
	}
	p.Code(fmt.Sprintf("err = messages.Unmarshal(%s, %s)", data, d.Target)).
		Say("The library is %s. If the other side is not yours, agree on JSON:", b.Library())
	if d.Reader != "" {
		p.Code(fmt.Sprintf("err := json.NewDecoder(io.LimitReader(%s, 1<<20)).Decode(%s)", d.Reader, d.Target))
	} else {
		p.Code(fmt.Sprintf("err := json.Unmarshal(%s, %s)", data, d.Target))
	}
}

// bounded adds advice for a decoder whose input chooses depth and size.
func bounded(p *fix.Plan, d fix.Decode, f rule.Finding) {
	switch {
	case d.Reader != "":
		p.Instead(f.SinkPlaces()...).Code(fmt.Sprintf("data, err := io.ReadAll(io.LimitReader(%s, 1<<20+1))", d.Reader), "if err == nil && len(data) > 1<<20 {", "\terr = errors.New(\"more than 1 MiB\")", "}").
			Say("and decode data into %s as before.", d.Target)
	case d.Data != "":
		p.Say("Before it is decoded, refuse what is too long:").Code(fmt.Sprintf("if len(%s) > 1<<20 {", d.Data), "\treturn errors.New(\"more than 1 MiB\")", "}")
	default:
		p.Say("Bound what it reads to what such a message needs, with http.MaxBytesReader or io.LimitReader.")
	}
	p.Say("Then say that it is meant, above the decode:").Code("//unsafedecode:ignore untrusteddecode -- bounded above, decoded into a declared type")
}
