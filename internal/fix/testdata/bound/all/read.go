package all

import (
	"io"
	"net/http"
)

func Read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	return io.ReadAll(r.Body) // fix: bound
}
