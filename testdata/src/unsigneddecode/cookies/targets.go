package cookies

import (
	"encoding/json"
	"net/http"
)

// A view has an owner that JSON leaves out: the browser cannot say who it is.
type view struct {
	Theme string
	Owner string `json:"-"`
}

func notDecoded(r *http.Request) (v view, err error) {
	b, err := read(r, "view")
	if err != nil {
		return v, err
	}
	err = json.Unmarshal(b, &v)
	return v, err
}

// An embedded struct's fields are those of the outer one, although its own name is not exported.
type identified struct {
	who
	Theme string
}

type who struct{ User string }

func promoted(r *http.Request) (v identified, err error) {
	b, err := read(r, "view")
	if err != nil {
		return v, err
	}
	err = json.Unmarshal(b, &v) // want `unsigneddecode: JSON decodes the cookie of an HTTP request`
	return v, err
}
