package flows

import (
	goccy "github.com/goccy/go-yaml"
	yaml4 "go.yaml.in/yaml/v4"
	yaml2 "gopkg.in/yaml.v2"
	"gopkg.in/yaml.v3"
	"net/http"
	"strings"
)

func read(w http.ResponseWriter, r *http.Request) {
	var v any
	_ = yaml.NewDecoder(r.Body).Decode(&v)  // want
	_ = yaml2.NewDecoder(r.Body).Decode(&v) // want
	_ = yaml4.NewDecoder(r.Body).Decode(&v) // want
	_ = goccy.NewDecoder(r.Body).Decode(&v) // want
	_ = yaml.NewDecoder(strings.NewReader("own: true")).Decode(&v)
}
