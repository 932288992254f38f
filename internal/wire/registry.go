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

// registries are the packages of the registrars.
var registries = map[string]bool{
	"encoding/gob": true, "github.com/vmihailenco/msgpack": true, "github.com/vmihailenco/msgpack/v4": true, "github.com/vmihailenco/msgpack/v5": true,
	"github.com/tinylib/msgp/msgp": true, "github.com/fxamacker/cbor": true, "github.com/fxamacker/cbor/v2": true,
}

// HasRegistry reports whether a package declares a function that registers types.
func HasRegistry(path string) bool { return registries[path] }

// Registers returns the family that a function registers a type with, and the argument that has the type; nil if it registers none.
func Registers(fn *types.Func) (*Family, int) {
	if fn == nil {
		return nil, 0
	}
	r := registrars[fn.FullName()]
	return r.family, r.arg
}
