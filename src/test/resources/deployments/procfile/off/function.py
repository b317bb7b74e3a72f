import functions_framework


@functions_framework.http
def answer(request):
    return "shop"
