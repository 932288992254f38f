package flows

import (
	"io"
	"net/http"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func admit(r *http.Request, d runtime.Decoder, into runtime.Object) {
	var v any
	body, _ := io.ReadAll(r.Body)
	_, _, _ = d.Decode(body, nil, into) // want
	_, _, _ = d.Decode([]byte("kind: Pod"), nil, into)
	_ = yaml.NewYAMLOrJSONDecoder(r.Body, 4096).Decode(&v) // want
	_ = yaml.NewYAMLOrJSONDecoder(strings.NewReader("kind: Pod"), 4096).Decode(&v)
}
