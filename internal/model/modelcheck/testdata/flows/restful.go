package flows

import (
	"encoding/gob"
	restful "github.com/emicklei/go-restful/v3"
	"strings"
)

func read(req *restful.Request, resp *restful.Response) {
	var v any
	_ = gob.NewDecoder(req.Request.Body).Decode(&v)                             // want
	_ = gob.NewDecoder(strings.NewReader(req.PathParameter("cart"))).Decode(&v) // want
	_ = gob.NewDecoder(strings.NewReader(req.Request.Method)).Decode(&v)
}
