// Package yamls has the YAML libraries: the input chooses references, depth and types.
package yamls

import (
	"context"
	"embed"
	"io"
	"net/http"
	"os"

	goccy "github.com/goccy/go-yaml"
	yamlin "go.yaml.in/yaml/v3"
	"gopkg.in/yaml.v3"
)

type settings struct{ Name string }

//go:embed yamls.go
var files embed.FS

//go:embed yamls.go
var text []byte

func handler(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var s settings
	var v any
	yaml.Unmarshal(b, &s)                               // want "untrusteddecode"
	yaml.Unmarshal(b, &v)                               // want "untrusteddecode"
	yamlin.Unmarshal(b, &s)                             // want "untrusteddecode"
	goccy.Unmarshal(b, &s)                              // want "untrusteddecode"
	goccy.UnmarshalWithOptions(b, &s, goccy.Strict())   // want "untrusteddecode"
	goccy.UnmarshalContext(context.Background(), b, &s) // want "untrusteddecode"
}

func streams(w http.ResponseWriter, r *http.Request) {
	var s settings
	dec := yaml.NewDecoder(r.Body)
	dec.KnownFields(true)
	dec.Decode(&s)                       // want "untrusteddecode"
	yamlin.NewDecoder(r.Body).Decode(&s) // want "untrusteddecode"
	goccy.NewDecoder(r.Body).Decode(&s)  // want "untrusteddecode"
}

// The operator's own files and the program's own texts.
func trusted(path string) error {
	var s settings
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(b, &s); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := goccy.NewDecoder(f).Decode(&s); err != nil {
		return err
	}
	b, err = files.ReadFile("yamls.go")
	if err != nil {
		return err
	}
	yaml.Unmarshal(b, &s)
	yaml.Unmarshal(text, &s)
	yaml.Unmarshal([]byte(os.Getenv("SETTINGS")), &s)
	return yaml.Unmarshal([]byte("name: x"), &s)
}
