package wire

import "go/types"

// A registrar is a function that registers a type which decoders may put behind an interface.
type registrar struct {
	family *Family
	arg    int // that has the type
}

var registrars = map[string]registrar{
	"encoding/gob.Register":                                {Gob, 0},
	"encoding/gob.RegisterName":                            {Gob, 1},
	"github.com/vmihailenco/msgpack.RegisterExt":           {Msgpack, 1},
	"github.com/vmihailenco/msgpack/v4.RegisterExt":        {Msgpack, 1},
	"github.com/vmihailenco/msgpack/v5.RegisterExt":        {Msgpack, 1},
	"github.com/vmihailenco/msgpack/v5.RegisterExtDecoder": {Msgpack, 1},
	"github.com/tinylib/msgp/msgp.RegisterExtension":       {Msgpack, 1},
	"(github.com/fxamacker/cbor/v2.TagSet).Add":            {CBOR, 1},
	"(github.com/fxamacker/cbor.TagSet).Add":               {CBOR, 1},
}

// A decoding says where a function is given one that decodes a type in place of the type's own methods.
type decoding struct {
	family *Family
	typ    int // the argument that has the type; -1 where the given function's last pointer has it
	fn     int // the argument that is the function
}

var decodings = map[string]decoding{
	"github.com/goccy/go-yaml.RegisterCustomUnmarshaler":        {YAML, -1, 0},
	"github.com/goccy/go-yaml.RegisterCustomUnmarshalerContext": {YAML, -1, 0},
	"github.com/goccy/go-yaml.CustomUnmarshaler":                {YAML, -1, 0},
	"github.com/goccy/go-yaml.CustomUnmarshalerContext":         {YAML, -1, 0},
	"encoding/json/v2.UnmarshalFunc":                            {JSON, -1, 0},
	"encoding/json/v2.UnmarshalFromFunc":                        {JSON, -1, 0},
	"github.com/go-json-experiment/json.UnmarshalFunc":          {JSON, -1, 0},
	"github.com/go-json-experiment/json.UnmarshalFromFunc":      {JSON, -1, 0},
	"github.com/vmihailenco/msgpack.Register":                   {Msgpack, 0, 2},
	"github.com/vmihailenco/msgpack/v4.Register":                {Msgpack, 0, 2},
	"github.com/vmihailenco/msgpack/v5.Register":                {Msgpack, 0, 2},
	"(*github.com/gorilla/schema.Decoder).RegisterConverter":    {Form, 0, 1},
}

// registries are the packages of the registrars and of what is given decoding functions.
var registries = map[string]bool{
	"github.com/goccy/go-yaml": true, "encoding/json/v2": true, "github.com/go-json-experiment/json": true, "github.com/gorilla/schema": true,
	"encoding/gob": true, "github.com/vmihailenco/msgpack": true, "github.com/vmihailenco/msgpack/v4": true, "github.com/vmihailenco/msgpack/v5": true,
	"github.com/tinylib/msgp/msgp": true, "github.com/fxamacker/cbor": true, "github.com/fxamacker/cbor/v2": true,
}

// HasRegistry reports whether a package declares a function that registers types.
func HasRegistry(path string) bool { return registries[path] }

// Registers returns the family with which a function registers a type, and the index of the argument with the type; nil
// if it registers none.
func Registers(fn *types.Func) (*Family, int) {
	if fn == nil {
		return nil, 0
	}
	r := registrars[fn.FullName()]
	return r.family, r.arg
}

// Decodes returns the family whose decoders call a function argument of fn, the index of that argument, and the index
// of the argument with the type that it decodes: -1 if that is the type of the last pointer among its parameters. The
// family is nil if fn takes no such function.
func Decodes(fn *types.Func) (family *Family, arg, typ int) {
	if fn == nil {
		return nil, 0, 0
	}
	d := decodings[fn.Origin().FullName()]
	return d.family, d.fn, d.typ
}
