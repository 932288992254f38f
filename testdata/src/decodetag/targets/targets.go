// Package targets decodes requests into types that let more in than they seem to.
package targets

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"gopkg.in/yaml.v3"
)

type order struct {
	Item  string `json:"item"`
	Total int    `json:"total"`
	Sum   int    `json:"TOTAL"` // want `decodetag: the keys "total" and "TOTAL" differ only by case, and JSON matches both: rename one`
}

func place(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	w.Write([]byte(o.Item))
}

// A promoted field's key counts, too.
type user struct {
	identity
	Name string
}

type identity struct {
	NAME string // want `the keys "Name" and "NAME" differ only by case`
}

func register(r *http.Request) (u user, err error) {
	err = json.NewDecoder(r.Body).Decode(&u)
	return u, err
}

// JSON's tags say nothing to YAML.
type deployment struct {
	Image string `json:"image"`
	Owner string `json:"-"` // want `decodetag: YAML fills the field Owner, excluded for another encoder only`
}

func deploy(r *http.Request) (d deployment, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return d, err
	}
	err = yaml.Unmarshal(b, &d)
	return d, err
}

// A form's fields go by their Go names where no tag gives one.
type profile struct {
	Name  string `json:"name"`
	Admin bool   `json:"-"` // want `binding of gin fills the field Admin, excluded for another encoder only`
}

func update(c *gin.Context) {
	var p profile
	if err := c.ShouldBind(&p); err != nil {
		return
	}
	save(p)
}

func save(profile) {}

func dropped(w http.ResponseWriter, r *http.Request) {
	var o struct{ Item string }
	json.NewDecoder(r.Body).Decode(&o) // want `decodetag: the error of the JSON decode of the body of an HTTP request is dropped and its target used`
	w.Write([]byte(o.Item))
}

// A cookie is not missing where it is decoded.
func assigned(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("order")
	if err != nil {
		return
	}
	var o struct{ Item string }
	_ = json.Unmarshal([]byte(c.Value), &o) // want `the error of the JSON decode of the cookie of an HTTP request is dropped and its target used`
	w.Write([]byte(o.Item))
}
