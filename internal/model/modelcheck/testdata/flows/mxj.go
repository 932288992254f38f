package flows

import (
	"io"
	"net/http"

	hessian "github.com/apache/dubbo-go-hessian2"
	"github.com/clbanning/mxj/v2"
)

func decode(r *http.Request) {
	sent, _ := io.ReadAll(r.Body)
	_, _ = mxj.NewMapGob(sent) // want
	_, _ = mxj.NewMapXml(sent) // of any shape, and nothing but text: strict rules ask
	_, _ = mxj.NewMapGob([]byte("a constant"))
	_, _ = hessian.NewDecoder(sent).Decode() // want
	_, _ = hessian.NewDecoder([]byte("a constant")).Decode()
}
