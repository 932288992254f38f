// Package evaluators has types that evaluate what they are decoded from.
package evaluators

import (
	"encoding/json"
	"errors"
	htmltemplate "html/template"
	"io"
	"net/http"
	"os"
	"text/template"

	"github.com/dop251/goja"
	"github.com/expr-lang/expr"
	"github.com/google/cel-go/cel"
	"github.com/robertkrimen/otto"
)

// A rule of a policy is an expression.
type rule struct{ program *expr.Program }

func (r *rule) UnmarshalJSON(b []byte) (err error) {
	var text string
	if err := json.Unmarshal(b, &text); err != nil {
		return err
	}
	r.program, err = expr.Compile(text)
	return err
}

func rules(r *http.Request) (v []rule, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*rule\).UnmarshalJSON, which evaluates an expression`
	return v, err
}

// A price is computed as it is read.
type price struct{ value any }

func (p *price) UnmarshalText(b []byte) (err error) {
	p.value, err = expr.Eval(string(b), nil)
	return err
}

func prices(r *http.Request) (v map[string]price, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*price\).UnmarshalText, which evaluates an expression`
	return v, err
}

var env, _ = cel.NewEnv()

type condition struct{ ast *cel.Ast }

func (c *condition) UnmarshalText(b []byte) error {
	ast, issues := env.Compile(string(b))
	c.ast = ast
	return issues.Err()
}

func conditions(r *http.Request) (v struct{ When condition }, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*condition\).UnmarshalText, which evaluates an expression`
	return v, err
}

// A script is run by a helper.
type script struct{ result any }

func (s *script) UnmarshalText(b []byte) error { return s.run(string(b)) }

func (s *script) run(text string) error {
	v, err := goja.New().RunString(text)
	if err != nil {
		return err
	}
	s.result = v.Export()
	return nil
}

func scripts(r *http.Request) (v []*script, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*script\).UnmarshalText, which runs a script`
	return v, err
}

type macro struct{ value otto.Value }

func (m *macro) UnmarshalText(b []byte) (err error) {
	m.value, err = otto.New().Run(string(b))
	return err
}

func macros(r *http.Request) (v macro, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*macro\).UnmarshalText, which runs a script`
	return v, err
}

type letter struct{ t *htmltemplate.Template }

func (l *letter) UnmarshalText(b []byte) error {
	l.t = htmltemplate.Must(htmltemplate.New("letter").Parse(string(b)))
	return l.t.ExecuteTemplate(io.Discard, "letter", nil)
}

func letters(r *http.Request) (v letter, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*letter\).UnmarshalText, which evaluates a template`
	return v, err
}

// A notice is kept as a template; nothing is evaluated yet.
type notice struct{ t *htmltemplate.Template }

func (n *notice) UnmarshalText(b []byte) (err error) {
	n.t, err = htmltemplate.New("notice").Parse(string(b))
	return err
}

// A greeting fills the program's own template in.
type greeting struct{ text string }

var own = template.Must(template.New("greeting").Parse("Hello, {{.}}"))

func (g *greeting) UnmarshalText(b []byte) error {
	if len(b) > 100 {
		return errors.New("too long")
	}
	g.text = string(b)
	return own.Execute(io.Discard, g.text)
}

// A page is one of the program's, by a name that it knows.
type page struct{ t *template.Template }

func (p *page) UnmarshalText(b []byte) (err error) {
	if p.t = own.Lookup(string(b)); p.t == nil {
		return os.ErrNotExist
	}
	return nil
}

func fine(r *http.Request) (v struct {
	Notice   notice
	Greeting greeting
	Page     page
}, err error) {
	err = json.NewDecoder(r.Body).Decode(&v)
	return v, err
}
