package taint_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// trailed has encoders and decoders with what the engine must say of them: where the bytes go to, or come from. "out"
// stands for the outside of the package, a star for what went through base64.
const trailed = `package a

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
)

type store interface {
	Put(key string, b []byte) error
	Get(key string) []byte
}

func direct(s store, v any) {
	b, _ := json.Marshal(v) // Put
	s.Put("k", b)
}

func read(s store, v any) error {
	return json.Unmarshal(s.Get("k"), v) // Get
}

// By a helper, whose error tells nothing of the bytes.
func encode(v any) ([]byte, error) {
	b, err := json.Marshal(v) // Put save
	if err != nil {
		return nil, errors.New("cannot encode")
	}
	return b, nil
}

func helped(s store, v any) error {
	b, err := encode(v)
	if err != nil {
		return err
	}
	return save(s, b)
}

func save(s store, b []byte) error { return s.Put("k", b) }

// By a buffer, a writer and base64, which is marked.
func written(s store, v any) {
	var buf bytes.Buffer
	json.NewEncoder(&buf).Encode(v) // Put*
	s.Put("k", []byte(base64.StdEncoding.EncodeToString(buf.Bytes())))
}

func unwritten(s store, v any) {
	b, _ := base64.StdEncoding.DecodeString(string(s.Get("k")))
	json.NewDecoder(bytes.NewReader(bytes.TrimSpace(b))).Decode(v) // Get*
}

// By a field, between methods of a type that other packages use.
type session struct {
	data []byte
	s    store
}

func (s *session) fill(v any) {
	s.data, _ = json.Marshal(v) // Put Unmarshal out
}

func (s *session) flush() { s.s.Put("k", s.data) }

func (s *session) load() { s.data = s.s.Get("k") }

func (s *session) decode(v any) error {
	return json.Unmarshal(s.data, v) // Get Marshal out
}

// By a closure, which takes the bytes or has captured them.
func closed(s store, v any) {
	b, _ := json.Marshal(v) // Put
	func() { s.Put("k", b) }()
}

func given(s store, v any) {
	put := func(b []byte) { s.Put("k", b) }
	b, _ := json.Marshal(v) // put Put
	put(b)
}

// By a channel.
func sent(s store, v any) {
	c := make(chan []byte, 1)
	b, _ := json.Marshal(v) // Put
	c <- b
	s.Put("k", <-c)
}

// By an interface that the package implements.
type sink interface{ keep(b []byte) }

type keeper struct{ s store }

func (k *keeper) keep(b []byte) { k.s.Put("k", b) }

func behind(k sink, v any) {
	b, _ := json.Marshal(v) // keep Put
	k.keep(b)
}

// By a function with type parameters.
func generic[T any](s store, v T) {
	b, _ := json.Marshal(v) // Put
	s.Put("k", b)
}

func instance(s store) { generic(s, 1) }

// To and from the outside.
func Returned(v any) []byte {
	b, _ := json.Marshal(v) // out
	return b
}

func Taken(b []byte, v any) error {
	return json.Unmarshal(b, v) // out
}

func Written(w io.Writer, v any) error {
	return json.NewEncoder(w).Encode(v) // out
}
`

func TestTrail(t *testing.T) {
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{"a/a.go": trailed})
	if err != nil {
		t.Fatal(err)
	}
	defer cleanup()
	for _, r := range analysistest.Run(t, dir, capProbe, "a") {
		pass := r.Pass
		of := func(path string) func(*types.Func) bool {
			return func(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == path }
		}
		trail := r.Result.(*taint.Result).Trail(taint.TrailOptions{Encodes: of("encoding/json"), Marks: of("encoding/base64")})
		want := marked(pass)
		ast.Inspect(pass.Files[0], func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var ends []taint.End
			switch name := nameOf(call); {
			case name == "Marshal", name == "Encode":
				ends = trail.Destinations(taint.Spot{Call: call, Arg: taint.Made})
			case name == "Unmarshal", name == "NewDecoder":
				ends = trail.Origins(taint.Spot{Call: call})
			default:
				return true
			}
			line := pass.Fset.Position(call.Pos()).Line
			if diff := cmp.Diff(want[line], namesOf(ends)); diff != "" {
				t.Errorf("line %d (-want +got):\n%s", line, diff)
			}
			return true
		})
	}
}

// marked are the comments at the ends of lines.
func marked(pass *analysis.Pass) map[int][]string {
	out := map[int][]string{}
	for _, group := range pass.Files[0].Comments {
		for _, c := range group.List {
			if at := pass.Fset.Position(c.Pos()); at.Column > 1 {
				names := strings.Fields(strings.TrimPrefix(c.Text, "//"))
				slices.Sort(names)
				out[at.Line] = names
			}
		}
	}
	return out
}

func nameOf(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return token.FUNC.String()
}

// namesOf are the names of what is called at ends, with a star if the way led through a marked function.
func namesOf(ends []taint.End) []string {
	var out []string
	for _, e := range ends {
		name := "out"
		switch {
		case e.Through:
			continue
		case e.Call != nil:
			name = nameOf(e.Call)
		}
		if e.Marked {
			name += "*"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
