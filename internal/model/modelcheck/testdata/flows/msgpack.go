package flows

import (
	"github.com/fxamacker/cbor/v2"
	hashicorp "github.com/hashicorp/go-msgpack/v2/codec"
	"github.com/ugorji/go/codec"
	"github.com/vmihailenco/msgpack/v5"
	"net/http"
	"strings"
)

func read(w http.ResponseWriter, r *http.Request) {
	var v any
	_ = msgpack.NewDecoder(r.Body).Decode(&v)                                 // want
	_ = hashicorp.NewDecoder(r.Body, new(hashicorp.MsgpackHandle)).Decode(&v) // want
	_ = codec.NewDecoder(r.Body, new(codec.MsgpackHandle)).Decode(&v)         // want
	_ = cbor.NewDecoder(r.Body).Decode(&v)                                    // want
	_ = msgpack.NewDecoder(strings.NewReader("own")).Decode(&v)
}
