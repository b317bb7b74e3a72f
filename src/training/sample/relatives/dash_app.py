import dash
from dash import html

app = dash.Dash(__name__)
server = app.server
app.layout = html.Div("shop")

if __name__ == "__main__":
    app.run(debug=True)
