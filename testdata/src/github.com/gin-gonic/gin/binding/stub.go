// Package binding is a stub of github.com/gin-gonic/gin/binding: the signatures are true, the bodies mean nothing.
package binding

import "net/http"

// A Binding decodes a request.
type Binding interface {
	Name() string
	Bind(*http.Request, any) error
}

// A BindingBody decodes a body, too.
type BindingBody interface {
	Binding
	BindBody([]byte, any) error
}

// The bindings.
var (
	JSON    BindingBody = jsonBinding{}
	XML     BindingBody = xmlBinding{}
	Form    Binding     = formBinding{}
	MsgPack BindingBody = msgpackBinding{}
	YAML    BindingBody = yamlBinding{}
)

type (
	body           struct{}
	jsonBinding    struct{ body }
	xmlBinding     struct{ body }
	formBinding    struct{ body }
	msgpackBinding struct{ body }
	yamlBinding    struct{ body }
)

func (body) Name() string                          { return "" }
func (body) Bind(req *http.Request, obj any) error { return nil }
func (body) BindBody(b []byte, obj any) error      { return nil }
