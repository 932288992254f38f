// Package peers has the replies of servers that the program dialled: only an unhardened decoder is too much for them.
package peers

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"io"
	"net"
	"net/http"

	"gopkg.in/yaml.v3"
)

type price struct{ Item string }

func get(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var p price
	return gob.NewDecoder(resp.Body).Decode(&p) // want "untrusteddecode"
}

type client struct{ http *http.Client }

func (c *client) do(req *http.Request) ([]byte, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func (c *client) price(req *http.Request) (*price, error) {
	b, err := c.do(req)
	if err != nil {
		return nil, err
	}
	var p price
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&p) // want "untrusteddecode"
	return &p, err
}

func dialled(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	var p price
	return gob.NewDecoder(conn).Decode(&p) // want "untrusteddecode"
}

func described(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	var p price
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	if err := xml.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	return yaml.NewDecoder(resp.Body).Decode(&p)
}
