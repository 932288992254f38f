// Package found has what strict rules report.
package found

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"io"
	"net"
	"net/http"
	"strings"
)

type order struct{ Item string }

func body(w http.ResponseWriter, r *http.Request) {
	var o order
	json.NewDecoder(r.Body).Decode(&o) // want "unboundeddecode: JSON decodes the body of an HTTP request with no bound"
}

func reply(url string) {
	resp, err := http.Get(url)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.ReadAll(resp.Body) // want `unboundeddecode: io.ReadAll reads the body of an HTTP response`
	var o order
	xml.NewDecoder(resp.Body).Decode(&o) // want `unboundeddecode: XML decodes the body of an HTTP response`
}

func lines(c net.Conn) {
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n') // want `unboundeddecode: bufio.Reader.ReadString reads a message of any size from the network connection`
		if err != nil {
			return
		}
		_ = line
	}
}

func token(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(r.Header.Get("Authorization"), ".") // want `unboundeddecode: strings.Split makes as many parts of the header of an HTTP request as it has dots`
	_ = parts
}
