// Package wire knows the wire form of Go types: for each family of encoders, which fields of a type it reads, under
// which names, and which methods it calls to decode or encode a type.
//
// It knows go/types and the conventions of encoders (tags, promotion, unexported fields, methods), one table for all
// that ask. It must not know sources, sinks, rules or drivers.
package wire

import (
	"go/types"
	"strings"
)

// A Family is a set of encoders that agree on the form of a type.
type Family struct {
	Name string
	// Tags are the keys of struct tags that name a field; the first that a field has counts.
	Tags []string
	// Decode are the methods by which a type decodes itself, in the order in which the family looks for them.
	Decode []Method
	// Key lists the methods for map keys.
	Key []Method
	// Encode are the names of the methods by which a type encodes itself.
	Encode []string
	// Embedded says what becomes of an embedded struct without a name in its tag.
	Embedded Embedding
	// Fold: a key matches a field whatever its case, unless another field matches exactly.
	Fold bool
	// Binary: lengths are written as numbers, before what they are of.
	Binary bool
	// Lower: a field without a name in its tag has its Go name in lower case.
	Lower bool
	// Dash: the name - leaves a field out even where options follow. Elsewhere, a field with options is named so.
	Dash bool
	// Typed: into a declared type the input chooses nothing but sizes. Nothing in it names a type, refers to another part
	// or is evaluated, and lengths are compared with the bytes that are there.
	Typed bool
}

// An Embedding is the treatment of embedded structs.
type Embedding uint8

const (
	Promoted Embedding = iota // their fields count as fields of the outer struct
	Named                     // they are fields under the name of their type
	Inlined                   // as Named, unless the tag has the option inline or squash
)

var (
	text   = Method{Name: "UnmarshalText", Params: []string{"[]byte"}}
	binary = Method{Name: "UnmarshalBinary", Params: []string{"[]byte"}}
)

// The families.
var (
	JSON = &Family{
		Name: "json", Typed: true, Tags: []string{"json"}, Embedded: Promoted, Fold: true,
		Decode: []Method{{Name: "UnmarshalJSONFrom", Params: []string{"*"}}, {Name: "UnmarshalJSON", Params: []string{"[]byte"}}, text},
		Key:    []Method{text},
		Encode: []string{"MarshalJSONTo", "MarshalJSON", "MarshalText"},
	}
	Gob = &Family{
		Name: "gob", Binary: true, Embedded: Named,
		Decode: []Method{{Name: "GobDecode", Params: []string{"[]byte"}}, binary},
		Encode: []string{"GobEncode", "MarshalBinary"},
	}
	XML = &Family{
		Name: "xml", Typed: true, Tags: []string{"xml"}, Embedded: Promoted,
		Decode: []Method{{Name: "UnmarshalXML", Params: []string{"*", "*"}}, {Name: "UnmarshalXMLAttr", Params: []string{"*"}}, text},
		Encode: []string{"MarshalXML", "MarshalXMLAttr", "MarshalText"},
	}
	YAML = &Family{
		Name: "yaml", Tags: []string{"yaml"}, Embedded: Inlined, Lower: true,
		Decode: []Method{{Name: "UnmarshalYAML", Params: []string{"*"}}, {Name: "UnmarshalYAML", Params: []string{"*", "*"}}, text},
		Key:    []Method{text},
		Encode: []string{"MarshalYAML", "MarshalText"},
	}
	TOML = &Family{
		Name: "toml", Typed: true, Tags: []string{"toml"}, Embedded: Promoted, Fold: true,
		Decode: []Method{{Name: "UnmarshalTOML", Params: []string{"*"}}, text},
		Key:    []Method{text},
		Encode: []string{"MarshalTOML", "MarshalText"},
	}
	BSON = &Family{
		Name: "bson", Binary: true, Tags: []string{"bson"}, Embedded: Inlined, Lower: true,
		Decode: []Method{{Name: "UnmarshalBSONValue", Params: []string{"*", "[]byte"}}, {Name: "UnmarshalBSON", Params: []string{"[]byte"}},
			{Name: "SetBSON", Params: []string{"*"}}},
		Key:    []Method{{Name: "UnmarshalKey", Params: []string{"string"}}, text},
		Encode: []string{"MarshalBSONValue", "MarshalBSON", "GetBSON"},
	}
	Msgpack = &Family{
		Name: "msgpack", Binary: true, Tags: []string{"msgpack", "codec", "msg"}, Embedded: Promoted, Dash: true,
		Decode: []Method{{Name: "DecodeMsgpack", Params: []string{"*"}}, {Name: "UnmarshalMsgpack", Params: []string{"[]byte"}},
			{Name: "DecodeMsg", Params: []string{"*"}}, {Name: "UnmarshalMsg", Params: []string{"[]byte"}},
			{Name: "CodecDecodeSelf", Params: []string{"*"}}, binary, text},
		Encode: []string{"EncodeMsgpack", "MarshalMsgpack", "EncodeMsg", "MarshalMsg", "CodecEncodeSelf", "MarshalBinary", "MarshalText"},
	}
	CBOR = &Family{
		Name: "cbor", Binary: true, Tags: []string{"cbor", "json"}, Embedded: Promoted, Fold: true,
		Decode: []Method{{Name: "UnmarshalCBOR", Params: []string{"[]byte"}}, binary},
		Encode: []string{"MarshalCBOR", "MarshalBinary"},
	}
	// Plist is property lists. Those in binary form have objects that refer to each other.
	Plist = &Family{
		Name: "plist", Binary: true, Tags: []string{"plist"}, Embedded: Promoted,
		Decode: []Method{{Name: "UnmarshalPlist", Params: []string{"*"}}, text},
		Encode: []string{"MarshalPlist", "MarshalText"},
	}
	ASN1 = &Family{Name: "asn1", Typed: true, Embedded: Named}
	// Form is what binders of frameworks fill from queries, forms, headers and paths.
	Form = &Family{
		Name: "form", Tags: []string{"form", "query", "schema", "param", "uri", "header"}, Embedded: Promoted,
		Decode: []Method{{Name: "UnmarshalParam", Params: []string{"string"}}, {Name: "UnmarshalParams", Params: []string{"[]string"}}, text},
	}
	// SQL is the rows of a database.
	SQL = &Family{
		Name: "sql", Tags: []string{"db", "gorm", "bun", "xorm"}, Embedded: Promoted, Dash: true,
		Decode: []Method{{Name: "Scan", Params: []string{"any"}}},
		Encode: []string{"Value"},
	}
	// Redis is the hashes of a Redis server.
	Redis = &Family{
		Name: "redis", Tags: []string{"redis", "hash"}, Embedded: Promoted, Dash: true,
		Decode: []Method{{Name: "ScanRedis", Params: []string{"string"}}, {Name: "RedisScan", Params: []string{"any"}}, text},
		Encode: []string{"MarshalBinary"},
	}
	// Flag is the command line.
	Flag = &Family{Name: "flag", Decode: []Method{{Name: "Set", Params: []string{"string"}}, text}}
)

var (
	all      = []*Family{JSON, Gob, XML, YAML, TOML, BSON, Msgpack, CBOR, Plist, Redis, ASN1, Form, SQL, Flag}
	encoders = []*Family{JSON, Gob, XML, YAML, TOML, BSON, Msgpack, CBOR, Plist, Redis}
)

// Encoders returns the families that write bytes as well as read them. The caller must not change the list.
func Encoders() []*Family { return encoders }

// packages are the encoders whose package says which family they are of, where the label of a sink does not.
var packages = map[string]*Family{"sigs.k8s.io/yaml": JSON, "github.com/ghodss/yaml": JSON, "github.com/invopop/yaml": JSON}

// labels are the first words by which models call the encoders of a family.
var labels = map[string]*Family{
	"json": JSON, "gob": Gob, "xml": XML, "yaml": YAML, "toml": TOML, "bson": BSON, "extended": BSON, "msgpack": Msgpack, "ugorji/go/codec": Msgpack,
	"go-msgpack": Msgpack, "cbor": CBOR, "asn.1": ASN1, "property": Plist, "net/rpc": Gob, "bind": JSON, "bindbody": JSON, "bodyparser": JSON,
	"readentity": JSON, "readbody": JSON, "render": JSON, "binding": JSON, "dataas": JSON,
}

// FamilyOf returns the family of an encoder by the import path of its package, which may be empty, or else by its label
// in the models. It returns nil for an encoder with a form of its own, such as protobuf.
func FamilyOf(path, label string) *Family {
	if f := packages[path]; f != nil {
		return f
	}
	first, _, _ := strings.Cut(strings.ToLower(label), " ")
	return labels[first]
}

// Forms reports whether an encoder, by its label in the models, also fills the target from the form or query of a
// request.
func Forms(label string) bool {
	first, _, _ := strings.Cut(strings.ToLower(label), " ")
	return first == "binding" || first == "bodyparser"
}

// ByTag returns the family whose first tag key is key; nil if there is none. Tags for databases have no family, since
// libraries read them too differently.
func ByTag(key string) *Family {
	for _, f := range encoders {
		if f.Tags != nil && f.Tags[0] == key {
			return f
		}
	}
	if Form.Tags[0] == key {
		return Form
	}
	return nil
}

// Dynamic reports whether the input chooses the shape of a decoded value of a type.
func Dynamic(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Map:
		return types.IsInterface(u.Elem())
	case *types.Slice:
		return types.IsInterface(u.Elem())
	}
	return false
}
