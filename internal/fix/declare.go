package fix

import (
	"cmp"
	"fmt"
	"go/constant"
	"go/token"
	"go/version"
	"strings"
	"time"
)

// declare puts the codec at a place between two declarations.
func (s *signing) declare(e *edit, pos token.Pos, legacy bool) {
	lib := e.use(pos, s.b.signed, "signedcodec")
	format := cmp.Or(s.reader.encoding.signed, "Raw")
	options := []string{s.lifetime(e, pos, lib)}
	if format != "JSON" {
		options = append(options, fmt.Sprintf("%s.WithFormat(%s.%s)", lib, lib, format))
	}
	if s.sealed {
		options = append(options, lib+".WithEncryption()")
	}
	if legacy {
		options[len(options)-1] += ",\n\t" + s.legacy(e, pos, lib)
	}
	var text strings.Builder
	verb := "signs"
	if s.sealed {
		verb = "encrypts"
	}
	where, key := s.keySource(lib)
	fmt.Fprintf(&text, "// %s %s data before it is stored and verifies it before it is decoded.\n// The key is %s.\nvar %s = %s.Must(%s, %q,\n\t%s)\n\n",
		s.name, verb, where, s.name, lib, key, s.purpose(), strings.Join(options, ", "))
	switch {
	case s.reader.encoding.pair != nil:
		if !s.pairFunctions(e, &text, pos, lib) {
			e.failed = true
		}
	case s.reader.encoding.methods != nil:
		s.methodFunctions(&text, lib)
	case s.encode != "":
		s.functions(e, &text, pos, lib)
	}
	e.insert(pos, text.String())
}

// keySource is the key of a codec, in words and in Go.
func (s *signing) keySource(lib string) (words, expr string) {
	if s.ownKey {
		return "this process's own", lib + ".GenerateKey()"
	}
	return "in the environment variable " + KeyVariable, fmt.Sprintf("%s.FromEnv(%q)", lib, KeyVariable)
}

// purpose keeps the codec's tokens apart from those of other codecs under the same key: the package's name and the
// codec's, "session", "cart-items", "cart-item-file".
func (s *signing) purpose() string {
	words := []string{s.b.pkg.Name()}
	for _, w := range []string{s.valueOf, s.suffix} {
		if w = strings.ToLower(w); w != "" && w != words[len(words)-1] {
			words = append(words, w)
		}
	}
	purpose := strings.Join(words, "-")
	return purpose[:min(len(purpose), 255)]
}

// lifetime is that of the store, where all writers name the same and nothing prolongs it.
func (s *signing) lifetime(e *edit, pos token.Pos, lib string) string {
	life := s.storeLife()
	if life == 0 {
		life = s.life
	}
	if life == 0 {
		return lib + ".WithoutExpiry()"
	}
	return fmt.Sprintf("%s.WithMaxAge(%s)", lib, durationText(life, e.use(pos, "time", "time")))
}

// storeLife is how long the store keeps what is written; 0 if it does not say, or says different things.
func (s *signing) storeLife() (life time.Duration) {
	for _, c := range s.g.codes {
		if c.decode {
			continue
		}
		ch, ok := s.g.links[c]
		if !ok || ch.life == nil || ch.fn != nil && s.b.prolongs(ch.fn) {
			return 0
		}
		d := s.b.duration(ch)
		if d <= 0 || life != 0 && life != d {
			return 0
		}
		life = d
	}
	return life
}

func (b *Builder) duration(ch channel) time.Duration {
	v := b.info.Types[ch.life].Value
	if v == nil {
		return 0
	}
	n, ok := constant.Int64Val(constant.ToInt(v))
	if !ok || n <= 0 {
		return 0
	}
	if ch.medium == cookieMedium {
		if n > int64(100*365*24*time.Hour/time.Second) {
			return 0
		}
		return time.Duration(n) * time.Second
	}
	return time.Duration(n)
}

// durationText writes a duration as people do. Fractions of a second are rounded up.
func durationText(d time.Duration, pkg string) string {
	d = (d + time.Second - 1).Truncate(time.Second)
	switch {
	case d%(24*time.Hour) == 0 && d > 24*time.Hour:
		return fmt.Sprintf("%d*24*%s.Hour", d/(24*time.Hour), pkg)
	case d%time.Hour == 0:
		return fmt.Sprintf("%d*%s.Hour", d/time.Hour, pkg)
	case d%time.Minute == 0:
		return fmt.Sprintf("%d*%s.Minute", d/time.Minute, pkg)
	}
	return fmt.Sprintf("%d*%s.Second", d/time.Second, pkg)
}

// legacy is the option that accepts what was stored before.
func (s *signing) legacy(e *edit, pos token.Pos, lib string) string {
	clock := e.use(pos, "time", "time")
	day := s.b.fallback
	until := fmt.Sprintf("%s.Date(%d, %s.%s, %d, 0, 0, 0, 0, %s.UTC)", clock, day.Year(), clock, day.Month(), day.Day(), clock)
	if s.encode != "" { // the target is that of Verify, the decoding follows
		fn := "func(data []byte, v " + s.b.anyType() + ") error {\n\t\t*v.(*[]byte) = data\n\t\treturn nil\n\t}"
		return fmt.Sprintf("%s.WithLegacy(%s, %s)", lib, fn, until)
	}
	pkg := e.use(pos, s.reader.pkg.Path(), s.reader.pkg.Name())
	fn := pkg + ".Unmarshal"
	if s.reader.encoding.name == "Gob" {
		fn = fmt.Sprintf("func(data []byte, v %s) error {\n\t\treturn %s.NewDecoder(%s.NewReader(data)).Decode(v)\n\t}",
			s.b.anyType(), pkg, e.use(pos, "bytes", "bytes"))
	}
	return fmt.Sprintf("%s.WithLegacy(%s, %s)", lib, fn, until)
}

// functions sign and verify around an encoding that signedcodec does not know.
func (s *signing) functions(e *edit, text *strings.Builder, pos token.Pos, lib string) {
	pkg := e.use(pos, s.reader.pkg.Path(), s.reader.pkg.Name())
	fmt.Fprintf(text, `// %[1]s encodes a value as %[2]s and signs it.
func %[1]s(s %[3]s.Bound, v %[6]s) ([]byte, error) {
	data, err := %[4]s.Marshal(v)
	if err != nil {
		return nil, err
	}
	return s.AppendSign(nil, data)
}

// %[5]s verifies data, then decodes it from %[2]s.
func %[5]s(s %[3]s.Bound, data []byte, v %[6]s) error {
	payload, err := s.Verify(nil, data)
	if err != nil {
		return err
	}
	return %[4]s.Unmarshal(payload, v)
}

`, s.encode, s.reader.encoding.name, lib, pkg, s.decode, s.b.anyType())
}

// anyType is the empty interface as the package's version of the language writes it.
func (b *Builder) anyType() string {
	if v := b.pkg.GoVersion(); v != "" && version.Compare(v, "go1.18") < 0 {
		return "interface{}"
	}
	return "any"
}
