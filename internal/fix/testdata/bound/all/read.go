package all

import (
	"io"
	"net"
	"net/http"
	"net/http/httputil"
)

func Read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	return io.ReadAll(r.Body) // fix: bound
}

// ReadConn refuses what is too long.
func ReadConn(c net.Conn) ([]byte, error) {
	data, err := io.ReadAll(c) // fix: bound
	if err != nil {
		return nil, err
	}
	return data, nil
}

// A Context is a framework's.
type Context struct {
	Request *http.Request
	Writer  http.ResponseWriter
}

func ReadContext(c *Context) {
	data, err := io.ReadAll(c.Request.Body) // fix: bound
	_, _ = data, err
}

func ReadBoth(r *http.Request) (n int) {
	if data, err := io.ReadAll(r.Body); err == nil { // fix: bound
		n = len(data)
	}
	return n
}

// Raw reads the body by itself.
func (c *Context) Raw() ([]byte, error) { return io.ReadAll(c.Request.Body) }

func ReadRaw(c *Context) {
	data, err := c.Raw() // fix: bound
	_, _ = data, err
}

func Dump(w http.ResponseWriter, r *http.Request) {
	if _, err := httputil.DumpRequest(r, true); err != nil { // fix: bound
		return
	}
}
