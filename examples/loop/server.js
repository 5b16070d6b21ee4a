// A shop with one shelf. What it needs to know of its surroundings, it reads from the environment.
const http = require('node:http');
const shelf = require('left-shelf');
const cart = require('tiny-cart');

http.createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.url === '/cart' ? cart.empty() : shelf.list()));
}).listen(Number(process.env.PORT || 8080));
