package fix

import (
	"fmt"
	"go/types"
	"strings"
)

// openFunction declares the function that decrypts what a read gives. What does not verify is an error where a read
// gives one, and else a miss.
func (s *textSealing) openFunction(text *strings.Builder, r result) {
	f := s.openerOf(r)
	head := "// " + s.openers[r] + " decrypts what the store gives"
	if !strings.HasSuffix(r.more, "error") {
		head += "; what was not encrypted here is not found"
	}
	sig, body := "func(stored "+f.typ+") "+f.typ, ""
	switch r.more {
	case "":
		body = fmt.Sprintf("\t%sif err != nil {\n\t\treturn %s\n\t}\n\treturn %s\n", f.verify("\t"), f.zero, f.value)
		fmt.Fprintf(text, "%s.\nfunc %s(s %s.Bound, stored %s) %s {\n%s}\n\n", head, s.openers[r], s.lib, f.typ, f.typ, body)
		return
	case "bool":
		sig = fmt.Sprintf("func(stored %[1]s, ok bool) (%[1]s, bool)", f.typ)
		body = fmt.Sprintf("\t\t%sif !ok || err != nil {\n\t\t\treturn %s, false\n\t\t}\n\t\treturn %s, true\n", f.verify("\t\t"), f.zero, f.value)
	case "bool, error":
		sig = fmt.Sprintf("func(stored %[1]s, ok bool, err error) (%[1]s, bool, error)", f.typ)
		body = fmt.Sprintf("\t\tif err != nil || !ok {\n\t\t\treturn stored, ok, err\n\t\t}\n\t\t%sif err != nil {\n\t\t\treturn %s, false, err\n\t\t}\n\t\treturn %s, true, nil\n",
			f.verify("\t\t"), f.zero, f.value)
	case "error":
		sig = fmt.Sprintf("func(stored %[1]s, err error) (%[1]s, error)", f.typ)
		body = fmt.Sprintf("\t\tif err != nil {\n\t\t\treturn stored, err\n\t\t}\n\t\t%sif err != nil {\n\t\t\treturn %s, err\n\t\t}\n\t\treturn %s, nil\n",
			f.verify("\t\t"), f.zero, f.value)
	}
	fmt.Fprintf(text, "%s.\nfunc %s(s %s.Bound) %s {\n\treturn %s {\n%s\t}\n}\n\n", head, s.openers[r], s.lib, sig, sig, body)
}

// An opening is how a function decrypts what it is given, called stored.
type opening struct {
	typ, zero string
	lines     []string // that set data and err
	value     string   // made of data
}

func (o opening) verify(indent string) string {
	return strings.Join(o.lines, "\n"+indent) + "\n" + indent
}

func (s *textSealing) openerOf(r result) opening {
	o := opening{typ: types.Unalias(r.text).String(), zero: "nil", value: "data"}
	stored, bytes := "stored", o.typ == "[]byte"
	switch o.typ {
	case "string":
		o.zero = `""`
	case "any", "interface{}":
		o.typ, bytes = s.b.anyType(), s.storesBytes()
		stored = "sealed"
		held := "string"
		if bytes {
			held = "[]byte"
		}
		o.lines = append(o.lines, "sealed, _ := stored.("+held+")")
	}
	if !bytes {
		o.value = "string(data)"
	}
	if s.text && bytes {
		stored = "string(" + stored + ")"
	}
	if s.text {
		o.lines = append(o.lines, "data, err := s.VerifyText("+stored+")")
	} else {
		o.lines = append(o.lines, "data, err := s.Verify(nil, "+stored+")")
	}
	return o
}

// storesBytes reports whether what is written has the type []byte.
func (s *textSealing) storesBytes() bool {
	for _, a := range s.g.all {
		if !a.reads() {
			return isBytes(typeOf(s.b, a.value))
		}
	}
	return false
}
